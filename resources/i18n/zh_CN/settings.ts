<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>Columns of the table</source>
        <translation>表格的栏目</translation>
    </message>
    <message>
        <source> parts</source>
        <translation> 份</translation>
    </message>
    <message>
        <source>Column width</source>
        <translation>栏目宽度</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>Capti&amp;on</source>
        <translation>栏目名称(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>宽度(&amp;W)</translation>
    </message>
    <message>
        <source>{n} mm</source>
        <translation>{n} 毫米</translation>
    </message>
    <message>
        <source>Slips and forms</source>
        <translation>单据格式</translation>
    </message>
    <message>
        <source>Paper, copies, columns and signers of each slip at this computer. Papers issued before stay as is.</source>
        <translation>本机各种单据的纸张、份数、栏目和签字人。以前开出的单据保持原样。</translation>
    </message>
    <message>
        <source>as issued</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>round</source>
        <translation>圆形</translation>
    </message>
    <message>
        <source>box</source>
        <translation>方框</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>保存(&amp;V)</translation>
    </message>
    <message>
        <source>As sh&amp;ipped</source>
        <translation>恢复原样(&amp;I)</translation>
    </message>
    <message>
        <source>I&amp;mport…</source>
        <translation>导入(&amp;M)…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>The form as it will be printed</source>
        <translation>打印出来的样子</translation>
    </message>
    <message>
        <source>Apart by {mark}</source>
        <translation>用“{mark}”隔开</translation>
    </message>
    <message>
        <source>Co&amp;lumns</source>
        <translation>栏目(&amp;L)</translation>
    </message>
    <message>
        <source>Space: use it or not. Ctrl+Up, Ctrl+Down: move it.</source>
        <translation>空格：选用或不用；Ctrl+↑、Ctrl+↓：移动。</translation>
    </message>
    <message>
        <source>&amp;Form</source>
        <translation>单据(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Paper</source>
        <translation>纸张(&amp;P)</translation>
    </message>
    <message>
        <source>Copi&amp;es</source>
        <translation>联数(&amp;E)</translation>
    </message>
    <message>
        <source>Se&amp;al</source>
        <translation>盖章处(&amp;A)</translation>
    </message>
    <message>
        <source>Si&amp;gners</source>
        <translation>签字人(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Keepers of the copies</source>
        <translation>各联留存方(&amp;K)</translation>
    </message>
    <message>
        <source>Foote&amp;r</source>
        <translation>页脚(&amp;R)</translation>
    </message>
    <message>
        <source>{name} saved</source>
        <translation>{name} 已保存</translation>
    </message>
    <message>
        <source>Choose a form</source>
        <translation>选择格式文件</translation>
    </message>
    <message>
        <source>Save the form as</source>
        <translation>格式另存为</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>Look and language</source>
        <translation>外观和语言</translation>
    </message>
    <message>
        <source>For everybody at this computer. Choices hold at once.</source>
        <translation>对使用这台电脑的所有人有效，选择后立即生效。</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>&amp;Sounds for done, refused and unknown scans</source>
        <translation>扫码提示音：成功、拒绝、不认识(&amp;S)</translation>
    </message>
    <message>
        <source>Lock the screen &amp;after</source>
        <translation>多久无人操作后锁屏(&amp;A)</translation>
    </message>
    <message>
        <source>When nobody touches keyboard, mouse or scanner</source>
        <translation>指没有人动键盘、鼠标或扫描枪</translation>
    </message>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation>重新启动程序后更换语言。</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>My password</source>
        <translation>我的密码</translation>
    </message>
    <message>
        <source>It opens your account on this computer and on no other.</source>
        <translation>只在这台电脑上用来登录您的账号。</translation>
    </message>
    <message>
        <source>Change the password (&amp;V)</source>
        <translation>修改密码(&amp;V)</translation>
    </message>
    <message>
        <source>Present pass&amp;word</source>
        <translation>现在的密码(&amp;W)</translation>
    </message>
    <message>
        <source>New &amp;password</source>
        <translation>新密码(&amp;P)</translation>
    </message>
    <message>
        <source>At least {n} characters</source>
        <translation>至少 {n} 个字符</translation>
    </message>
    <message>
        <source>Password a&amp;gain</source>
        <translation>再输一次密码(&amp;G)</translation>
    </message>
    <message>
        <source>Your password is changed</source>
        <translation>密码已修改</translation>
    </message>
    <message>
        <source>This is not your present password.</source>
        <translation>现在的密码不对。</translation>
    </message>
    <message>
        <source>Type the password you have now.</source>
        <translation>请输入现在的密码。</translation>
    </message>
    <message>
        <source>The password needs at least {n} characters.</source>
        <translation>密码至少要 {n} 个字符。</translation>
    </message>
    <message>
        <source>The two passwords differ. Please type both again.</source>
        <translation>两次输入的密码不一样，请重新输入。</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>设置分类</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Of this counter and of this computer</source>
        <translation>本柜台和这台电脑的设置</translation>
    </message>
    <message>
        <source>Settings: {section}</source>
        <translation>设置：{section}</translation>
    </message>
    <message>
        <source>Another section, in the list</source>
        <translation>在列表中换一项</translation>
    </message>
    <message>
        <source>Close the notice, back to the list</source>
        <translation>关闭提示，回到列表</translation>
    </message>
    <message>
        <source>RFID reader</source>
        <translation>RFID 读写器</translation>
    </message>
    <message>
        <source>What reads and writes RFID tags at this PC, and what this site writes into them.</source>
        <translation>这台电脑用什么读写 RFID 标签，本站点往标签里写什么。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>A reader that types, like a scanner</source>
        <translation>模拟键盘的读写器（和扫描枪一样）</translation>
    </message>
    <message>
        <source>A reader on a serial port (COM)</source>
        <translation>串口读写器（COM）</translation>
    </message>
    <message>
        <source>A reader on the network (LLRP)</source>
        <translation>网络读写器（LLRP）</translation>
    </message>
    <message>
        <source>An RFID label printer</source>
        <translation>RFID 标签打印机</translation>
    </message>
    <message>
        <source>&amp;What does it see?</source>
        <translation>看看读到什么(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Reader of this PC</source>
        <translation>这台电脑的读写器(&amp;R)</translation>
    </message>
    <message>
        <source>Serial &amp;port</source>
        <translation>串口(&amp;P)</translation>
    </message>
    <message>
        <source>e.g. COM3</source>
        <translation>例如 COM3</translation>
    </message>
    <message>
        <source>A&amp;ddress of the reader</source>
        <translation>读写器地址(&amp;D)</translation>
    </message>
    <message>
        <source>Name or IP address; with “:{port}” where it has another port</source>
        <translation>名称或 IP 地址；端口不是 {port} 的，后面加“:端口”</translation>
    </message>
    <message>
        <source>Signal at &amp;least</source>
        <translation>信号至少(&amp;L)</translation>
    </message>
    <message>
        <source>Weaker tags lie on the next table</source>
        <translation>更弱的是别的桌上的</translation>
    </message>
    <message>
        <source>St&amp;ill for</source>
        <translation>不变多久才算(&amp;I)</translation>
    </message>
    <message>
        <source>After so long without a change they count</source>
        <translation>这么久没有变化才算数</translation>
    </message>
    <message>
        <source>Tags that the reader sees</source>
        <translation>读到的标签</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>On which port is it?</source>
        <translation>接在哪个串口？</translation>
    </message>
    <message>
        <source>What is its address?</source>
        <translation>地址是什么？</translation>
    </message>
    <message>
        <source>Without a reader, labels and the scanner do all the work.</source>
        <translation>没有读写器，用条码和扫描枪一样办。</translation>
    </message>
    <message>
        <source>It types the EPC of a tag and Enter wherever the scan box is. To try it, read a tag now.</source>
        <translation>它把标签的 EPC 和回车打进扫码框。想试一试，现在就读一张标签。</translation>
    </message>
    <message>
        <source>It writes the tag while it prints the label, and reads it back. Set it up in the print centre.</source>
        <translation>打印标签的同时写入芯片并读回核对。请在打印中心设置这台打印机。</translation>
    </message>
    <message>
        <source>&amp;Enough seen</source>
        <translation>不看了(&amp;E)</translation>
    </message>
    <message>
        <source>The reader is being asked</source>
        <translation>正在连接读写器</translation>
    </message>
    <message>
        <source>Hold a tag before it.</source>
        <translation>请拿一张标签靠近它。</translation>
    </message>
    <message>
        <source>“{text}” is no EPC: 24 hexadecimal digits or more are.</source>
        <translation>“{text}”不是 EPC：EPC 至少有 24 位十六进制数。</translation>
    </message>
    <message>
        <source>This is not from an RFID tag</source>
        <translation>这不是从 RFID 标签读来的</translation>
    </message>
    <message>
        <source>EPC {epc}</source>
        <translation>EPC {epc}</translation>
    </message>
    <message>
        <source>Gone</source>
        <comment>a tag</comment>
        <translation>不在了</translation>
    </message>
    <message>
        <source>Too weak</source>
        <translation>太弱</translation>
    </message>
    <message>
        <source>Seen</source>
        <comment>a tag</comment>
        <translation>读到</translation>
    </message>
    <message>
        <source>The reader answers</source>
        <translation>读写器已连上</translation>
    </message>
    <message>
        <source>It sees {n} tags.</source>
        <translation>读到 {n} 张标签。</translation>
    </message>
    <message>
        <source>It sees no tag.</source>
        <translation>没有读到标签。</translation>
    </message>
    <message>
        <source>Reference data</source>
        <translation>基础数据</translation>
    </message>
    <message>
        <source>Category codes of GB/T 14885. The product brings the common ones; a site may load its full table.</source>
        <translation>GB/T 14885 分类代码。程序自带常用代码，站点可装入完整的代码表。</translation>
    </message>
    <message>
        <source>&amp;Load a category table…</source>
        <translation>装入分类代码表(&amp;L)…</translation>
    </message>
    <message>
        <source>A CSV file with the columns edition, code, name, unit and min_service_years, in UTF-8 or GB 18030.</source>
        <translation>CSV 文件，列名为 edition（版本）、code（代码）、name（名称）、unit（单位）、min_service_years（最低使用年限），编码 UTF-8 或 GB 18030。</translation>
    </message>
    <message>
        <source>Choose a category table</source>
        <translation>选择分类代码表</translation>
    </message>
    <message>
        <source>{n} codes loaded from {file}</source>
        <translation>已从 {file} 装入 {n} 个代码</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫描枪</translation>
    </message>
    <message>
        <source>A scanner types faster than a person: that is how its codes are told from typing.</source>
        <translation>扫描枪打字比人快，程序据此区分扫码和手工输入。</translation>
    </message>
    <message>
        <source>Longest time between two characters, &amp;ms</source>
        <translation>两个字符之间最长间隔，毫秒(&amp;M)</translation>
    </message>
    <message>
        <source>Usual: {n}. Raise it for a slow or wireless scanner.</source>
        <translation>通常为 {n}。扫描枪较慢或是无线的，可以调大。</translation>
    </message>
    <message>
        <source>&amp;Fewest characters of a code</source>
        <translation>条码最少字符数(&amp;F)</translation>
    </message>
    <message>
        <source>Usual: {n}</source>
        <translation>通常为 {n}</translation>
    </message>
    <message>
        <source>Nothing has arrived yet</source>
        <translation>还没有收到内容</translation>
    </message>
    <message>
        <source>&amp;Try it: click here and scan any code</source>
        <translation>试一试：点这里，扫任意一个条码(&amp;T)</translation>
    </message>
    <message>
        <source>{n} characters, {average} ms each, longest pause {longest} ms.</source>
        <translation>{n} 个字符，平均间隔 {average} 毫秒，最长间隔 {longest} 毫秒。</translation>
    </message>
    <message>
        <source>One character.</source>
        <translation>只有一个字符。</translation>
    </message>
    <message>
        <source>Recognised as a scan: {text}</source>
        <translation>识别为扫码：{text}</translation>
    </message>
    <message>
        <source>Taken for typing: {text}</source>
        <translation>当作手工输入：{text}</translation>
    </message>
    <message>
        <source>If a scanner sent it, raise the time to a little over the longest pause.</source>
        <translation>如果是扫描枪发来的，请把间隔调到比最长间隔略大。</translation>
    </message>
    <message>
        <source>A number from {least} to {most}</source>
        <translation>请填 {least} 到 {most} 之间的数</translation>
    </message>
    <message>
        <source>Only administrators change this</source>
        <translation>只有管理员可以修改</translation>
    </message>
    <message>
        <source>You can see everything here. Ask an administrator to change it.</source>
        <translation>您可以查看全部内容；需要修改请联系管理员。</translation>
    </message>
    <message>
        <source>the authorities that Windows trusts</source>
        <translation>系统信任的颁发机构</translation>
    </message>
    <message>
        <source>nobody: it is not encrypted</source>
        <translation>没有（连接没有加密）</translation>
    </message>
    <message>
        <source>City server</source>
        <translation>市级服务器</translation>
    </message>
    <message>
        <source>With one, city and counties see the same property. Without one, everything here works as well.</source>
        <translation>连接后市县看到的是同一本账；不连接，这里的业务照样能办。</translation>
    </message>
    <message>
        <source>not enrolled</source>
        <translation>未接入</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Vouched for by</source>
        <translation>信任的颁发机构</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>最近同步</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>&amp;Sync now</source>
        <translation>立即同步(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>连接(&amp;C)</translation>
    </message>
    <message>
        <source>Co&amp;nnect again…</source>
        <translation>重新接入(&amp;N)…</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>连接服务器</translation>
    </message>
    <message>
        <source>Server a&amp;ddress</source>
        <translation>服务器地址(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Enrolment code</source>
        <translation>注册码(&amp;E)</translation>
    </message>
    <message>
        <source>Works once; the city's administrator gives it out</source>
        <translation>只能用一次，由市级管理员发放</translation>
    </message>
    <message>
        <source>Only administrators connect the counter to a server.</source>
        <translation>只有管理员可以把柜台连接到服务器。</translation>
    </message>
    <message>
        <source>By USB stick</source>
        <translation>用 U 盘同步</translation>
    </message>
    <message>
        <source>Sync has been started</source>
        <translation>已开始同步</translation>
    </message>
    <message>
        <source>Connected to {server}</source>
        <translation>已连接到 {server}</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>enrolled</source>
        <translation>已接入</translation>
    </message>
    <message>
        <source>by file, without a line</source>
        <translation>经文件往来，无线路</translation>
    </message>
    <message>
        <source>{n} operations</source>
        <translation>{n} 笔</translation>
    </message>
    <message>
        <source>{n} operations, the oldest from {when}</source>
        <translation>{n} 笔，最早一笔 {when}</translation>
    </message>
    <message>
        <source>{n} to look at</source>
        <translation>{n} 件待查看</translation>
    </message>
    <message>
        <source>This is no address of a server.</source>
        <translation>这不是服务器地址。</translation>
    </message>
    <message>
        <source>The server asks for a code.</source>
        <translation>服务器要求填写注册码。</translation>
    </message>
    <message>
        <source>This counter</source>
        <translation>本柜台</translation>
    </message>
    <message>
        <source>The name on slips and the rules of lending. They hold for everybody at this site.</source>
        <translation>单据上的名称和借用规定，对本站点所有人有效。</translation>
    </message>
    <message>
        <source>A manager may hand out under an approval on &amp;paper</source>
        <translation>负责人可凭纸质审批先行借出(&amp;P)</translation>
    </message>
    <message>
        <source>Site n&amp;ame</source>
        <translation>站点名称(&amp;A)</translation>
    </message>
    <message>
        <source>Length of a loan, &amp;days</source>
        <translation>借用天数(&amp;D)</translation>
    </message>
    <message>
        <source>Proposed at every hand-out</source>
        <translation>借出时按此推算归还日期</translation>
    </message>
    <message>
        <source>Most &amp;extensions</source>
        <translation>最多续借次数(&amp;E)</translation>
    </message>
    <message>
        <source>0: none</source>
        <translation>0 表示不允许续借</translation>
    </message>
    <message>
        <source>The paper is recorded and stays marked until it is confirmed.</source>
        <translation>纸质审批会被登记，确认之前一直标注为“待确认”。</translation>
    </message>
    <message>
        <source>Region code {code}</source>
        <translation>行政区划代码 {code}</translation>
    </message>
    <message>
        <source>What is the site called?</source>
        <translation>请填写站点名称。</translation>
    </message>
    <message>
        <source>A number of days, at least 1</source>
        <translation>请填天数，至少 1 天</translation>
    </message>
    <message>
        <source>A number, 0 or more</source>
        <translation>请填次数，0 或以上</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>人员账号</translation>
    </message>
    <message>
        <source>Everybody signs in with an own account, so that each record says who made it.</source>
        <translation>每个人用自己的账号登录，每条记录都能说清是谁办的。</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>State</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>在用</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Password on this PC</source>
        <translation>本机密码</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>&amp;New account</source>
        <translation>新增账号(&amp;N)</translation>
    </message>
    <message>
        <source>In &amp;use</source>
        <translation>在用(&amp;U)</translation>
    </message>
    <message>
        <source>Full na&amp;me</source>
        <translation>姓名(&amp;M)</translation>
    </message>
    <message>
        <source>Us&amp;er name</source>
        <translation>用户名(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>角色(&amp;R)</translation>
    </message>
    <message>
        <source>Auditors read everything and change nothing</source>
        <translation>审计员可查看一切，但不能改动</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不修改</translation>
    </message>
    <message>
        <source>none on this PC yet</source>
        <translation>本机还没有密码</translation>
    </message>
    <message>
        <source>set</source>
        <translation>已设</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>What is the person called?</source>
        <translation>请填写姓名。</translation>
    </message>
    <message>
        <source>With which name does the person sign in?</source>
        <translation>请填写登录用的用户名。</translation>
    </message>
    <message>
        <source>With a GS1 prefix</source>
        <translation>有 GS1 厂商识别代码</translation>
    </message>
    <message>
        <source>Without one</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>What the tags bear</source>
        <translation>标签里写什么</translation>
    </message>
    <message>
        <source>Save what ta&amp;gs bear</source>
        <translation>保存写入方式(&amp;G)</translation>
    </message>
    <message>
        <source>GS1 &amp;company prefix</source>
        <translation>GS1 厂商识别代码(&amp;C)</translation>
    </message>
    <message>
        <source>6 to 12 digits, from the GS1 office. Never use another's.</source>
        <translation>6 至 12 位数字，由中国物品编码中心分配。不能借用别人的。</translation>
    </message>
    <message>
        <source>&amp;AFI (two hexadecimal digits)</source>
        <translation>AFI（两位十六进制数）(&amp;A)</translation>
    </message>
    <message>
        <source>{afi} where nothing else is agreed; a registered one where the office has it</source>
        <translation>没有另行约定时为 {afi}；单位有登记的代码时填写</translation>
    </message>
    <message>
        <source>An example</source>
        <translation>举个例子</translation>
    </message>
    <message>
        <source>What this site writes into its tags</source>
        <translation>本站点往标签里写什么</translation>
    </message>
    <message>
        <source>Enter the prefix to see an example.</source>
        <translation>填了厂商识别代码就有例子。</translation>
    </message>
    <message>
        <source>Tag number {tag} becomes EPC {epc}</source>
        <translation>标签号 {tag} 写成 EPC {epc}</translation>
    </message>
    <message>
        <source>PC word {pc}: an ISO code, AFI {afi}</source>
        <translation>PC 字 {pc}：ISO 编码，AFI {afi}</translation>
    </message>
    <message>
        <source>{mark}: the mark of a tag of the pool</source>
        <translation>{mark}：公物仓标签的标记</translation>
    </message>
    <message>
        <source>{tag}: the tag number as it is, readable by anybody</source>
        <translation>{tag}：标签号原样，谁都读得懂</translation>
    </message>
    <message>
        <source>34: GIAI-96, the code of GS1 for assets; filter {filter}</source>
        <translation>34：GIAI-96，GS1 的单个资产代码；过滤值 {filter}</translation>
    </message>
    <message>
        <source>{prefix}: the prefix of this office</source>
        <translation>{prefix}：本单位的厂商识别代码</translation>
    </message>
    <message>
        <source>{reference}: the tag number without its check digit</source>
        <translation>{reference}：标签号去掉校验位</translation>
    </message>
    <message>
        <source>PC word {pc}</source>
        <translation>PC 字 {pc}</translation>
    </message>
    <message>
        <source>Saved: tags that are written from now on</source>
        <translation>已保存，以后写的标签照此办理</translation>
    </message>
    <message>
        <source>Warehouses</source>
        <translation>仓</translation>
    </message>
    <message>
        <source>The stores of this site. Each kind permits its own movements; the kind stays as it was chosen.</source>
        <translation>本站点的各个仓。不同类型允许的业务不同，类型选定后不能更改。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>&amp;New warehouse</source>
        <translation>新增仓(&amp;N)</translation>
    </message>
    <message>
        <source>Warehouse na&amp;me</source>
        <translation>仓名(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>Every warehouse needs a name.</source>
        <translation>每个仓都要有名称。</translation>
    </message>
</context>
</TS>
