<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>{n} print jobs wait for a person</source>
        <translation>有 {n} 个打印任务等人处理</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Did it come out?</source>
        <translation>打出来了吗？(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Print on</source>
        <translation>继续打印(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Print</source>
        <translation>打印(&amp;P)</translation>
    </message>
    <message>
        <source>Try the &amp;failed ones again</source>
        <translation>重试失败的(&amp;F)</translation>
    </message>
    <message>
        <source>Print &amp;again…</source>
        <translation>重新打印(&amp;A)…</translation>
    </message>
    <message>
        <source>Make &amp;void…</source>
        <translation>作废(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Cancel the rest</source>
        <translation>取消其余(&amp;C)</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>{title}: the rest is cancelled</source>
        <translation>{title}：其余已取消</translation>
    </message>
    <message>
        <source>Noted: {n} came out, {m} did not</source>
        <translation>已记下：{n} 张打出来了，{m} 张没有</translation>
    </message>
    <message>
        <source>{title}: {n} made void</source>
        <translation>{title}：作废 {n} 张</translation>
    </message>
    <message>
        <source>{title}: {n} late labels bound</source>
        <translation>{title}：绑定迟到标签 {n} 张</translation>
    </message>
    <message>
        <source>Print marked a&amp;gain…</source>
        <translation>重新打印选中的(&amp;G)…</translation>
    </message>
    <message>
        <source>Marked vo&amp;id…</source>
        <translation>作废选中的(&amp;I)…</translation>
    </message>
    <message>
        <source>Bind marked &amp;late ones</source>
        <translation>绑定选中的迟到标签(&amp;L)</translation>
    </message>
    <message>
        <source>Back to the &amp;queue</source>
        <translation>返回队列(&amp;Q)</translation>
    </message>
    <message>
        <source>Pieces of the job</source>
        <translation>任务中的各件</translation>
    </message>
    <message>
        <source>Pages  Alt+1</source>
        <translation>页面  Alt+1</translation>
    </message>
    <message>
        <source>Job  Alt+2</source>
        <translation>任务  Alt+2</translation>
    </message>
    <message>
        <source>At the right</source>
        <translation>右侧</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Details of the print job</source>
        <translation>打印任务详情</translation>
    </message>
    <message>
        <source>Choose a print job to see what it is.</source>
        <translation>选一个打印任务，看它的详情。</translation>
    </message>
    <message>
        <source>Pi&amp;eces and pages…</source>
        <translation>查看内容(&amp;E)…</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>no longer set up</source>
        <translation>已不在设置中</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>已打印</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Print jobs</source>
        <translation>打印任务</translation>
    </message>
    <message>
        <source>Nothing has been printed yet</source>
        <translation>还没有打印过</translation>
    </message>
    <message>
        <source>Labels and slips that are printed stand here: what came out, what did not, and why. First set up a printer.</source>
        <translation>打印的标签和单据都列在这里：哪些打出来了，哪些没有，为什么。请先设置一台打印机。</translation>
    </message>
    <message>
        <source>Set &amp;up a printer</source>
        <translation>设置打印机(&amp;U)</translation>
    </message>
    <message>
        <source>Labels and slips that are printed stand here: what came out, what did not, and why. Labels begin in the inventory with “Labels”, slips where they are issued.</source>
        <translation>打印的标签和单据都列在这里：哪些打出来了，哪些没有，为什么。标签在“库存”里用“标签”打印，单据在开单的地方打印。</translation>
    </message>
    <message>
        <source>No such print job</source>
        <translation>没有这样的打印任务</translation>
    </message>
    <message>
        <source>Any part of a title, a number, a printer or a person is found.</source>
        <translation>输入名称、单号、打印机或经办人的任意一段都能找到。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>正在打印</translation>
    </message>
    <message>
        <source>Waits for the printer</source>
        <translation>等打印机空出来</translation>
    </message>
    <message>
        <source>Not printed yet</source>
        <translation>尚未打印</translation>
    </message>
    <message>
        <source>Did it come out?</source>
        <translation>打出来了吗？</translation>
    </message>
    <message>
        <source>Printed and checked</source>
        <translation>已打印并核对</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>To be printed</source>
        <translation>待打印</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>Needs a hand</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Handover slip</source>
        <translation>交接单</translation>
    </message>
    <message>
        <source>RFID labels</source>
        <translation>RFID 标签</translation>
    </message>
    <message>
        <source>Test page</source>
        <translation>测试页</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>{kind}: {first} etc., {n} in all</source>
        <translation>{kind}：{first}等 {n} 张</translation>
    </message>
    <message>
        <source>{kind}: {first}</source>
        <translation>{kind}：{first}</translation>
    </message>
    <message>
        <source>Again: {title}</source>
        <translation>重打：{title}</translation>
    </message>
    <message>
        <source>Office printer (pages)</source>
        <translation>普通打印机（整页）</translation>
    </message>
    <message>
        <source>Label printer, ZPL</source>
        <translation>标签打印机（ZPL）</translation>
    </message>
    <message>
        <source>Label printer, TSPL</source>
        <translation>标签打印机（TSPL）</translation>
    </message>
    <message>
        <source>Network, {address}</source>
        <translation>网络 {address}</translation>
    </message>
    <message>
        <source>This PC's “{name}”</source>
        <translation>本机打印机“{name}”</translation>
    </message>
    <message>
        <source>File, {path}</source>
        <translation>文件 {path}</translation>
    </message>
    <message>
        <source>{left} / {all}</source>
        <translation>{left} / {all}</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>情况</translation>
    </message>
    <message>
        <source>Remedy</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>Plain paper</source>
        <translation>普通纸</translation>
    </message>
    <message>
        <source>Not filled in</source>
        <translation>未填写</translation>
    </message>
    <message>
        <source>Queue  Alt+1</source>
        <translation>队列  Alt+1</translation>
    </message>
    <message>
        <source>Printers  Alt+2</source>
        <translation>打印机  Alt+2</translation>
    </message>
    <message>
        <source>Label templates  Alt+3</source>
        <translation>标签模板  Alt+3</translation>
    </message>
    <message>
        <source>Print centre</source>
        <translation>打印中心</translation>
    </message>
    <message>
        <source>&amp;Add a printer</source>
        <translation>添加打印机(&amp;A)</translation>
    </message>
    <message>
        <source>Add a printer</source>
        <translation>添加打印机</translation>
    </message>
    <message>
        <source>Did these come out?</source>
        <translation>这些打出来了吗？</translation>
    </message>
    <message>
        <source>The queue, the printers, the label templates</source>
        <translation>队列、打印机、标签模板</translation>
    </message>
    <message>
        <source>Pieces and pages of a job; settings of a printer</source>
        <translation>任务的内容；打印机的设置</translation>
    </message>
    <message>
        <source>Print on with the job in sight</source>
        <translation>继续打印当前任务</translation>
    </message>
    <message>
        <source>Did it come out? After a power cut</source>
        <translation>断电之后：打出来了吗？</translation>
    </message>
    <message>
        <source>Turn the pages of the preview</source>
        <translation>预览翻页</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Stop printing, in any window</source>
        <translation>停止打印（任何窗口）</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>{n} print now</source>
        <translation>正在打印 {n} 个</translation>
    </message>
    <message>
        <source>{n} wait for a person</source>
        <translation>{n} 个等人处理</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Preview is being made…</source>
        <translation>正在生成预览…</translation>
    </message>
    <message>
        <source>Page {n} of {all}</source>
        <translation>第 {n} 页，共 {all} 页</translation>
    </message>
    <message>
        <source>Sa&amp;ve</source>
        <translation>保存(&amp;V)</translation>
    </message>
    <message>
        <source>e.g. label printer at the counter</source>
        <translation>例如：柜台标签机</translation>
    </message>
    <message>
        <source>{n} dots per inch</source>
        <translation>每英寸 {n} 点</translation>
    </message>
    <message>
        <source>Writes RFID ta&amp;gs</source>
        <translation>能写 RFID 标签(&amp;G)</translation>
    </message>
    <message>
        <source>Old&amp;er or compatible</source>
        <translation>老型号或兼容机(&amp;E)</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>不计数</translation>
    </message>
    <message>
        <source>&amp;Connection</source>
        <translation>连接方式(&amp;C)</translation>
    </message>
    <message>
        <source>A&amp;ddress in the network</source>
        <translation>网络地址(&amp;D)</translation>
    </message>
    <message>
        <source>Written on the printer's own configuration page; port {port}.</source>
        <translation>印在打印机自己的配置页上；端口 {port}。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Each print becomes a file of its own; none is overwritten.</source>
        <translation>每次打印存成一个新文件，不会覆盖旧的。</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>What it &amp;understands</source>
        <translation>打印机类型(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>分辨率(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Loaded now</source>
        <translation>现在装的纸(&amp;L)</translation>
    </message>
    <message>
        <source>Labels on a new r&amp;oll</source>
        <translation>新卷有多少张(&amp;O)</translation>
    </message>
    <message>
        <source>Labels left on &amp;this roll</source>
        <translation>这卷还剩多少张(&amp;T)</translation>
    </message>
    <message>
        <source>In the network, by its address</source>
        <translation>网络打印机，按地址</translation>
    </message>
    <message>
        <source>Into a file</source>
        <translation>打印到文件</translation>
    </message>
    <message>
        <source>Changes hold from the next job on.</source>
        <translation>改动从下一个任务起生效。</translation>
    </message>
    <message>
        <source>A printer of this PC.</source>
        <translation>本机使用的打印机。</translation>
    </message>
    <message>
        <source>Write the printer's address, such as 192.168.1.50.</source>
        <translation>请填写打印机的地址，例如 192.168.1.50。</translation>
    </message>
    <message>
        <source>Say where the file is to lie.</source>
        <translation>请写明文件放在哪里。</translation>
    </message>
    <message>
        <source>Give it a name by which people here know it.</source>
        <translation>请起一个大家都认得的名字。</translation>
    </message>
    <message>
        <source>Printers</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Details of the printer</source>
        <translation>打印机详情</translation>
    </message>
    <message>
        <source>No printer is set up yet</source>
        <translation>还没有设置打印机</translation>
    </message>
    <message>
        <source>A printer of this PC, a label printer in the network, or a file. Set it up once: what it understands and which labels are loaded. The test page shows whether it prints right.</source>
        <translation>可以是本机的打印机、网络上的标签机，或者一个文件。只需设置一次：是什么类型，装的是哪种标签。打一张测试页就知道对不对。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Loaded now</source>
        <translation>现在装的纸</translation>
    </message>
    <message>
        <source>Labels left</source>
        <translation>剩余标签</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>Choose a printer.</source>
        <translation>请选一台打印机。</translation>
    </message>
    <message>
        <source>&amp;Test page</source>
        <translation>测试页(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>修改(&amp;C)…</translation>
    </message>
    <message>
        <source>A new roll is &amp;in ({n} labels)</source>
        <translation>已换新卷，{n} 张(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Remove…</source>
        <translation>删除(&amp;R)…</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>分辨率</translation>
    </message>
    <message>
        <source>RFID</source>
        <translation>RFID</translation>
    </message>
    <message>
        <source>writes tags</source>
        <translation>能写标签</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>状态回报</translation>
    </message>
    <message>
        <source>yes, says how it is</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>no, it only takes</source>
        <translation>不支持，只能发送</translation>
    </message>
    <message>
        <source>{name} is set up</source>
        <translation>{name} 已设置好</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>删除“{name}”？</translation>
    </message>
    <message>
        <source>What was printed there stays in the queue. The printer itself is not touched.</source>
        <translation>在它上面打印过的记录仍留在队列里，打印机本身不受影响。</translation>
    </message>
    <message>
        <source>Re&amp;move it</source>
        <translation>删除(&amp;M)</translation>
    </message>
    <message>
        <source>{name} is no longer set up</source>
        <translation>{name} 已从设置中删除</translation>
    </message>
    <message>
        <source>Print &amp;again</source>
        <translation>重新打印(&amp;A)</translation>
    </message>
    <message>
        <source>Make &amp;void</source>
        <translation>作废(&amp;V)</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Make void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Damaged or smudged</source>
        <translation>破损或不清</translation>
    </message>
    <message>
        <source>Paper jam</source>
        <translation>卡纸</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>遗失</translation>
    </message>
    <message>
        <source>Does not scan</source>
        <translation>扫不出来</translation>
    </message>
    <message>
        <source>Printed by mistake</source>
        <translation>打错了</translation>
    </message>
    <message>
        <source>Stuck on the wrong piece</source>
        <translation>贴错了物品</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>请选择原因</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>In a few words</source>
        <translation>请简单写几个字</translation>
    </message>
    <message>
        <source>Reaso&amp;n</source>
        <translation>理由(&amp;N)</translation>
    </message>
    <message>
        <source>In your o&amp;wn words</source>
        <translation>补充说明(&amp;W)</translation>
    </message>
    <message>
        <source>{title}: {n} of {all}</source>
        <translation>{title}：共 {all} 张，选 {n} 张</translation>
    </message>
    <message>
        <source>{reason}: {words}</source>
        <translation>{reason}：{words}</translation>
    </message>
    <message>
        <source>A reason is needed: it stays in the records.</source>
        <translation>必须填写原因，原因会留在记录里。</translation>
    </message>
    <message>
        <source>Not known whether they came out</source>
        <translation>不知道有没有打出来</translation>
    </message>
    <message>
        <source>&amp;Yes, all came out</source>
        <translation>是，都打出来了(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No, print them again</source>
        <translation>没有，重新打印(&amp;N)</translation>
    </message>
    <message>
        <source>Only the &amp;ticked…</source>
        <translation>只有勾选的打出来了(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>Did this come out?</source>
        <translation>这一张打出来了吗？</translation>
    </message>
    <message>
        <source>Did these {n} come out?</source>
        <translation>这 {n} 张打出来了吗？</translation>
    </message>
    <message>
        <source>{title} on {printer} was broken off, and the program cannot know what the printer still did. Look at the printer. Nothing is printed twice before you have answered.</source>
        <translation>“{title}”在“{printer}”上打印时中断了，程序无法知道打印机后来有没有打完。请看一眼打印机。您回答之前，不会重复打印。</translation>
    </message>
    <message>
        <source>&amp;Yes, it came out</source>
        <translation>是，打出来了(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;No, print it again</source>
        <translation>没有，重新打印(&amp;N)</translation>
    </message>
    <message>
        <source>Only the {n} &amp;ticked came out</source>
        <translation>只有勾选的 {n} 张打出来了(&amp;T)</translation>
    </message>
    <message>
        <source>Stop printing</source>
        <translation>停止打印</translation>
    </message>
    <message>
        <source>{words} · {n} printers print</source>
        <translation>{words} · 共 {n} 台在打印</translation>
    </message>
    <message>
        <source>{title}: sent to {printer}</source>
        <translation>{title}：已送到“{printer}”</translation>
    </message>
    <message>
        <source>{n} could not be printed.</source>
        <translation>有 {n} 张打印不了。</translation>
    </message>
    <message>
        <source>{title}: stopped after {done} of {total}</source>
        <translation>{title}：已停止，打了 {done} 张，共 {total} 张</translation>
    </message>
    <message>
        <source>It is not known whether everything came out.</source>
        <translation>不知道是否全部打出来了，请看一眼打印机。</translation>
    </message>
    <message>
        <source>{title} on {printer}</source>
        <translation>{title}，{printer}</translation>
    </message>
</context>
</TS>
